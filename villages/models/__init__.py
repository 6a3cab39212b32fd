"""Who takes part."""

from villages.models.forum import Forum, Membership
from villages.models.mandate import Mandate
from villages.models.organisation import Organisation
from villages.models.profile import Profile
from villages.models.region import LocalTerms, Region

__all__ = ["Forum", "LocalTerms", "Mandate", "Membership", "Organisation", "Profile", "Region"]
