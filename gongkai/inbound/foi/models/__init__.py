"""What follows the answer to a request for information."""

from gongkai.inbound.foi.models.proceedings import Proceeding
from gongkai.inbound.foi.models.proposals import ComparedCase, DisclosureProposal

__all__ = ["ComparedCase", "DisclosureProposal", "Proceeding"]
