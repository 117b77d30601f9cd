"""Two versions of one file become one: entries by their structure, settings by key, and no word of either is lost."""

from retro_cli.domain.merging.choosing import merge as merge
from retro_cli.domain.merging.entries import merge_entry as merge_entry
from retro_cli.domain.merging.model import Contradiction as Contradiction
from retro_cli.domain.merging.model import Merged as Merged
from retro_cli.domain.merging.settings import merge_settings as merge_settings
