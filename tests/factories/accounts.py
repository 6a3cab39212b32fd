import factory


class UserFactory(factory.django.DjangoModelFactory):
    """A person with a verified address and a fast password hash: "sandi-rahasia-desa"."""

    class Meta:
        model = "accounts.User"
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"orang{n}@contoh.example")
    full_name = factory.Sequence(lambda n: f"Warga Contoh {n}")
    password = factory.django.Password("sandi-rahasia-desa")

    @factory.post_generation
    def verified(self, create, extracted, **kwargs):
        if create and extracted is not False:
            self.emailaddress_set.create(email=self.email, verified=True, primary=True)
