"""What people type, and what the page answers."""


def agenda(*rows):
    data = {"agenda-TOTAL_FORMS": len(rows), "agenda-INITIAL_FORMS": 0}
    for number, (title, kind, minutes) in enumerate(rows):
        data |= {
            f"agenda-{number}-title": title,
            f"agenda-{number}-kind": kind or "discussion",
            f"agenda-{number}-minutes": minutes,
            f"agenda-{number}-speaker": "",
        }
    return data


def mistakes(answer):
    form = answer.context["form"]
    return {field: [str(text) for text in texts] for field, texts in form.errors.items()}
