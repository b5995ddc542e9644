using System.Xml.Linq;
using Jumpbox.Pins;

namespace Jumpbox.Tests.Tools;

public sealed class CheckAsTestResults
{
    private static readonly CheckRecord Check = new(
        "sha256:0",
        new DateTimeOffset(2026, 11, 1, 12, 0, 0, TimeSpan.Zero),
        Offline: false,
        BaseImages: true,
        ["helm 4.3.0", "kubectl 1.37.1", "osm 1.0.0"],
        [
            PinFinding.Note("osm 1.0.0", "a candidate", "look at it"),
            PinFinding.Note("kubectl 1.37.1", "1.37.2 is newer", "run Update"),
            PinFinding.Problem("kubectl 1.37.1", "the file has 1 byte", "find out why"),
        ]
    );

    [Fact]
    public void A_pin_with_a_problem_fails_with_all_that_was_found() =>
        Assert.Equal(
            "1.37.2 is newer\nCure: run Update\nthe file has 1 byte\nCure: find out why",
            Case(Check, "kubectl 1.37.1").Element("failure")?.Value
        );

    [Fact]
    public void Pins_without_a_problem_pass() =>
        Assert.All(
            (string[])["helm 4.3.0", "osm 1.0.0"],
            pin => Assert.NotNull(Case(Check, pin).Element("system-out"))
        );

    [Fact]
    public void What_was_not_compared_is_skipped_and_says_why()
    {
        CheckRecord offline = Check with { Offline = true, BaseImages = false, Compared = [], Findings = [] };

        Assert.Equal(
            [
                "Not compared with the sources, because of --offline.",
                "Whether Azure still offers the base images was not verified.",
            ],
            Cases(offline).Select(one => (string?)one.Element("skipped")?.Attribute("message"))
        );
    }

    private static XElement Case(CheckRecord check, string pin) =>
        Assert.Single(Cases(check), one => (string?)one.Attribute("name") == pin);

    private static IEnumerable<XElement> Cases(CheckRecord check) =>
        XDocument.Parse(CheckJUnit.Write(check)).Descendants("testcase");
}
