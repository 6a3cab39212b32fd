"""Two real subdistricts at work, with invented people: what a newcomer sees after ``make run``.

``places``, ``people``, ``projects``, ``meetings``, ``rhythm`` ``agreements`` and ``disputes`` are plain data;
``story`` plays them through the real actions, so that the demo tests these too. ``clock``
turns the clock back while it does, so that the past is dated as the past.
"""
