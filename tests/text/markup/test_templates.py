import pytest

from recommender.text.markup.templates import without_templates


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("", ""),
        ("{ 庭 }", "{ 庭 }"),
        ("{% highlight ruby %}puts{% endhighlight %}", ""),
        ("{% codeblock a.js %}let{% endcodeblock %}", ""),
        ("{{< highlight go >}}func{{< /highlight >}}", ""),
        ("{% raw %}庭{% endraw %}", "庭 "),
        ("{% blockquote 誰か %}庭{% endblockquote %}", "庭 "),
        ('{{< figure src="a.png" title="題" >}}庭{% comment %}土{% endcomment %}', "庭 "),
        ('の{{% ruby "おや" %}}親{{% /ruby %}}へ', "の親へ"),
        ('の{{< ruby "親" "おや" >}}へ', "の親へ"),
        ("{{% keytop %}}A{{% /keytop %}} {{< a >}} {{< b >}} を押す", "A     を押す"),
        ("{{< a >}} {{< b >}} {{< c >}} 庭", "庭"),
        ("- {{< a >}} {{< b >}} {{< c >}} 庭", "- 庭"),
        ("    {{< a >}}庭", "    庭"),
        ('{% link_preview "https://engawa.example/" %}', '<a href="https://engawa.example/"></a>'),
        ("{% comment %}とじない", "とじない"),
    ],
)
def test_tags_go_and_the_words_between_them_stay_unless_they_are_code(text, rest):
    assert without_templates(text) == rest
