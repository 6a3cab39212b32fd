"""Who takes part."""

from villages.models.forum import Forum, Membership
from villages.models.mandate import Mandate
from villages.models.profile import Profile
from villages.models.region import LocalTerms, Region

__all__ = ["Forum", "LocalTerms", "Mandate", "Membership", "Profile", "Region"]
