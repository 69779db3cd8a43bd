"""One post's list, which notebooks show as a table."""

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recommender.model.model import Related


class RelatedList(list["Related"]):
    """The items of a list, best first."""

    def _repr_html_(self) -> str:
        """Show the list with its reasons, everything escaped; for notebooks."""
        if not self:
            return "<p>no related posts</p>"
        rows = "".join(
            f"<tr><td>{escape(one.post.title)}<br><small>{escape(one.post.url or one.post.path)}</small></td>"
            f"<td>{f'{one.score:.4f}' if one.source == 'scored' else escape(one.source)}</td>"
            f"<td>{escape('・'.join(one.terms))} {escape(' '.join(f'#{tag}' for tag in one.tags))}</td></tr>"
            for one in self
        )
        return f"<table><thead><tr><th>post</th><th>score</th><th>why</th></tr></thead><tbody>{rows}</tbody></table>"
