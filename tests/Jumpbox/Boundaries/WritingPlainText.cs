using System.Globalization;
using System.Text;
using System.Xml.Linq;
using CsCheck;
using Jumpbox.Boundaries;

namespace Jumpbox.Tests.Boundaries;

public sealed class WritingPlainText
{
    private static readonly string[] Seldom =
    [
        "\u001b[",
        "\u001b]",
        "\r",
        "\u0085",
        "\u202E",
        "\uD800",
        "\uFFFE",
        "\u009d",
        "\a",
        "x",
    ];

    [Theory]
    [InlineData("plain text stays", "plain text stays")]
    [InlineData("a\ttab stays", "a\ttab stays")]
    [InlineData("größer 漢字 😀", "größer 漢字 😀")]
    [InlineData("\u001b[31mred\u001b[0m", "red")]
    [InlineData("\u009b31mred", "red")]
    [InlineData("\u001b]0;a title\u0007text", "text")]
    [InlineData("\u001b]8;;https://evil.example\u001b\\link\u001b]8;;\u001b\\", "link")]
    [InlineData("\u001bP+q544e\u001b\\x", "x")]
    [InlineData("\u001b(Bx\u001bcy", "xy")]
    [InlineData("10%\r20%\r\n30%", "10%\n20%\n30%")]
    [InlineData("a\u0085b\u2028c\u2029d\ve\ff", "a\nb\nc\nd\ne\nf")]
    [InlineData("txt.\u202Eexe\u2066\u2069\u061C", "txt.exe")]
    [InlineData("##\u200Bvso[x]\uFEFF", "##vso[x]")]
    [InlineData("\0\b\u007F", "")]
    public void Only_what_is_seen_and_line_breaks_are_left(string text, string expected) =>
        Assert.Equal(expected, PlainText.Lines(text));

    [Fact]
    public void Half_a_character_becomes_the_sign_for_it() => Assert.Equal("a\uFFFDb", PlainText.Lines("a\uD800b"));

    [Fact]
    public void A_line_is_one_line() => Assert.Equal("a b c", PlainText.Line("a\rb\u2028c"));

    [Theory]
    [InlineData("![x](https://evil.example/p.png)", "`![x](https://evil.example/p.png)`")]
    [InlineData(
        "see http://a.example/_x_, <www.b.example> or c|d@e",
        @"see `http://a.example/_x_,` &lt;`www.b.example`&gt; or c\|`d@e`"
    )]
    [InlineData("<img src=x> & |", @"&lt;img src=x&gt; &amp; \|")]
    [InlineData("`a` **b** _c_ ~~d~~", @"\`a\` \*\*b\*\* \_c\_ \~\~d\~\~")]
    [InlineData("\\[x](y)", @"\\\[x\](y)")]
    [InlineData("a\n## heading", "a ## heading")]
    public void Markdown_shows_the_text_itself(string text, string expected) =>
        Assert.Equal(expected, PlainText.Markdown(text));

    [Theory]
    [InlineData("https://ci.example/run/1", "[this run](https://ci.example/run/1)")]
    [InlineData(
        "https://ci.example/a)b [c](javascript:x) <i>",
        "[this run](https://ci.example/a%29b%20%5Bc%5D%28javascript:x%29%20%3Ci%3E)"
    )]
    [InlineData("https://ci.example/a\u001b[31m\n@all|x`", "[this run](https://ci.example/a%20@all%7Cx%60)")]
    [InlineData("javascript:alert(1)", "this run (javascript:alert(1))")]
    [InlineData("file:///etc/passwd", "this run (`file:///etc/passwd`)")]
    public void An_address_from_outside_ends_its_link_and_begins_no_other(string address, string expected) =>
        Assert.Equal(expected, PlainText.Link("this run", address));

    [Fact]
    public void Whatever_comes_in_is_visible_valid_and_stays_as_it_is_the_second_time() =>
        Gen.OneOf(Gen.String, Gen.Int[0, Seldom.Length - 1].Select(at => Seldom[at]))
            .Array[0, 12]
            .Select(string.Concat)
            .Sample(text =>
            {
                string plain = PlainText.Lines(text);
                Assert.Equal(plain, PlainText.Lines(plain));
                Assert.All(
                    plain.EnumerateRunes(),
                    rune =>
                        Assert.True(
                            rune.Value is '\n' or '\t'
                                || Rune.GetUnicodeCategory(rune)
                                    is not (
                                        UnicodeCategory.Control
                                        or UnicodeCategory.Format
                                        or UnicodeCategory.LineSeparator
                                        or UnicodeCategory.ParagraphSeparator
                                        or UnicodeCategory.Surrogate
                                    )
                        )
                );
                _ = XElement.Parse(new XElement("a", plain).ToString());
                _ = new UTF8Encoding(false, throwOnInvalidBytes: true).GetBytes(plain);
            });
}
