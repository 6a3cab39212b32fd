"""People and trainings that the tests of their pages share."""

import pytest

from tests.factories.accounts import UserFactory
from tests.factories.meetings import MeetingFactory
from tests.factories.trainings import EnrolmentFactory, TrainingFactory


@pytest.fixture
def citizen(client):
    user = UserFactory(full_name="Sri Lestari")
    client.force_login(user)
    return user


@pytest.fixture
def meeting(camat):
    return MeetingFactory(kind="training", called_by=camat, title="Pelatihan kopi")


@pytest.fixture
def training(meeting):
    return TrainingFactory(meeting=meeting, seats=2)


@pytest.fixture
def held(camat):
    meeting = MeetingFactory(kind="training", held=True, called_by=camat)
    training = TrainingFactory(meeting=meeting, seats=5)
    EnrolmentFactory.create_batch(2, training=training)
    return training
