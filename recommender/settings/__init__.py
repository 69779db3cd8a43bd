"""Settings of a site: recommender.toml, every key optional; known to all rooms."""

from recommender.settings.parsing import FILE_NAME, load_settings, parse_settings, settings_table
from recommender.settings.sections import (
    DROP_HEADINGS,
    GENERATORS,
    InjectSettings,
    RankingSettings,
    RuleSettings,
    Settings,
    SiteSettings,
    TagSettings,
    TextSettings,
)

__all__ = [
    "DROP_HEADINGS",
    "FILE_NAME",
    "GENERATORS",
    "InjectSettings",
    "RankingSettings",
    "RuleSettings",
    "Settings",
    "SiteSettings",
    "TagSettings",
    "TextSettings",
    "load_settings",
    "parse_settings",
    "settings_table",
]
