"""Languages of a Hugo site: their folders, hosts and addresses."""

LANGUAGES = 'defaultContentLanguage = "ja"\n[languages.ja]\n[languages.en]\n'


def test_translations_share_a_key_and_differ_in_language(open_hugo):
    site = open_hugo(
        {"content/posts/a.md": "", "content/posts/a.en.md": "", "content/posts/b.ja.md": ""}, config=LANGUAGES
    )
    japanese, english, other = (site.read(f"content/posts/{name}.md").post for name in ("a", "a.en", "b.ja"))
    assert (japanese.language, english.language, other.language) == ("ja", "en", "ja")
    assert japanese.translation_key == english.translation_key != other.translation_key
    assert (japanese.url, english.url, other.url) == ("/posts/a/", "/en/posts/a/", "/posts/b/")


def test_a_translation_key_of_the_author_goes_before_the_path(read_hugo):
    assert read_hugo("content/posts/a.md", "translationKey: k", config=LANGUAGES).post.translation_key == "k"


def test_a_site_of_one_language_leaves_the_language_to_the_text(read_hugo):
    post = read_hugo("content/posts/a.md", config='languageCode = "en-us"').post
    assert (post.language, post.translation_key) == (None, None)


def test_languages_may_have_content_folders_of_their_own(open_hugo):
    config = LANGUAGES.replace("[languages.en]", 'contentDir = "c/ja"\n[languages.en]\ncontentDir = "c/en"')
    site = open_hugo({"c/ja/posts/a.md": "", "c/en/posts/a.md": ""}, config=config)
    assert [site.read(path).post.url for path in site.files()] == ["/en/posts/a/", "/posts/a/"]


def test_of_languages_with_hosts_of_their_own_one_is_the_site(open_hugo):
    config = LANGUAGES.replace(
        "[languages.en]", 'baseURL = "https://ja.example/"\n[languages.en]\nbaseURL = "https://en.example"'
    )
    files = {"content/posts/a.md": "", "content/posts/a.en.md": ""}
    assert open_hugo(files, config=config).files() == ["content/posts/a.md"]
    assert open_hugo(files, config=config, url="https://en.example").files() == ["content/posts/a.en.md"]
