"""What the floor asks for, and the fields with which other floors ask for regions."""

from villages.forms.region import AsksForRegions, RegionField, RegionsField

__all__ = ["AsksForRegions", "RegionField", "RegionsField"]
