"""What the generators themselves call a post's file, and where they read data and write pages."""

import posixpath
from dataclasses import dataclass

from recommender.site.folders import path_below
from recommender.site.generators.hexo.generator import Hexo
from recommender.site.generators.hugo.generator import Hugo
from recommender.site.generators.jekyll.generator import Jekyll
from recommender.site.reader import Generator


@dataclass(frozen=True)
class GeneratorPaths:
    """The folders of one site as its generator has them, all below the site.

    Attributes:
        sources: where its posts are read from, each with what stands before their paths in the generator's own words.
        data: the file of lists that its templates can read, None where it knows no such files.
        built: the folder that it writes its pages to, None where there is none.
    """

    sources: tuple[tuple[str, str], ...]
    data: str | None
    built: str | None

    def name(self, path: str) -> str:
        """Give what the generator calls a post: Jekyll's `page.path`, Hugo's `.File.Path`, Hexo's `page.source`."""
        held = [(folder, below, target) for folder, target in self.sources if (below := path_below(folder, path))]
        if not held:
            return path
        _, below, target = max(held, key=lambda one: len(one[0]))
        return posixpath.join(target, below)


def generator_paths(generator: Generator) -> GeneratorPaths:
    """Tell the folders of a generator; one that is not known has its posts at the top."""
    match generator:
        case Jekyll(entries=entries):
            source = entries.source
            return GeneratorPaths(((source, ""),), posixpath.join(source, "_data/related.json"), entries.destination)
        case Hugo(content=content):
            roots = tuple((root.folder, root.target) for root in content.roots)
            return GeneratorPaths(roots, "data/related.json", "public")
        case Hexo(drafts=drafts):
            source = posixpath.dirname(drafts)
            return GeneratorPaths(((source, ""),), posixpath.join(source, "_data/related.json"), "public")
        case _:
            return GeneratorPaths((), None, "" if generator.name == "html" else None)
