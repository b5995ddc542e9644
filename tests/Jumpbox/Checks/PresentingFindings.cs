using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Jumpbox.Checks;
using Jumpbox.Checks.Catalogue;

namespace Jumpbox.Tests.Checks;

public sealed class PresentingFindings
{
    [Fact]
    public void Each_check_has_its_page_and_stands_in_the_list_of_failures()
    {
        string folder = Path.Combine(Repository.Root, "docs/failures");
        string list = File.ReadAllText(Path.Combine(folder, "README.md"));

        Assert.All(
            CheckRegistry.Ids,
            id =>
            {
                Assert.StartsWith(
                    $"# {id}: ",
                    File.ReadAllText(Path.Combine(folder, id + ".md")),
                    StringComparison.Ordinal
                );
                Assert.Contains($"| [{id}]({id}.md) |", list, StringComparison.Ordinal);
            }
        );
        Assert.Equal(
            CheckRegistry.Ids.Append("README").Order(StringComparer.Ordinal),
            Directory
                .GetFiles(folder, "*.md")
                .Select(path => Path.GetFileNameWithoutExtension(path))
                .Order(StringComparer.Ordinal)
        );
        Assert.All(Enumerable.Range(1, 40), row => Assert.Contains($"\n| {row} | ", list, StringComparison.Ordinal));
    }

    private static readonly CheckResult[] Results =
    [
        new(
            "subnet-size",
            "The subnets have free addresses",
            CheckArea.Network,
            [Finding.Pass("Fine."), Finding.Pass("Too.")]
        ),
        new("policies", "No policy refuses", CheckArea.Policy, [Finding.Unknown("May not be read.")]),
        new(
            "providers",
            "Registered",
            CheckArea.Subscription,
            [
                Finding.Pass("One is."),
                Finding.Fail(
                    "Another\u0001 is <not>.",
                    Cure.Command("az provider register"),
                    ("other", "NotRegistered")
                ),
            ]
        ),
        new("pins", "Agree", CheckArea.Template, [Finding.Warn("Old.", Cure.ByHand("Look."))]),
    ];

    [Fact]
    public void The_table_begins_with_the_worst_area_and_has_cures_under_findings()
    {
        IReadOnlyList<string> lines = FindingsTable.Write(Results);
        Assert.Equal("Subscription", lines[0]);
        Assert.StartsWith("  FAIL     providers    Another", lines[1], StringComparison.Ordinal);
        Assert.EndsWith("$ az provider register", lines[2], StringComparison.Ordinal);
        Assert.EndsWith("see docs/failures/providers.md", lines[3], StringComparison.Ordinal);
        Assert.Equal("Template", lines[4]);
        Assert.DoesNotContain(lines, line => line.Contains("One is.", StringComparison.Ordinal));
        Assert.Equal("1 FAIL, 1 warning, 1 unknown, 1 ok", FindingsTable.Summary(Results));
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 3)]
    public void Strict_makes_failures_of_warnings_and_of_what_could_not_be_read(bool strict, int failures)
    {
        XDocument report = XDocument.Parse(FindingsJUnit.Write(Results, strict));
        Assert.Equal(failures, report.Descendants("failure").Count());
        Assert.Equal(4, report.Descendants("testcase").Count());
        Assert.Equal(failures, report.Descendants("testsuite").Sum(suite => (int)suite.Attribute("failures")!));
        Assert.False(Verdict.Passed(Results, strict));
        Assert.StartsWith(
            failures == 1 ? "Prereqs: 1 check would" : "Prereqs: 3 checks would",
            Verdict.Message(Results, strict),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void The_document_has_verdict_findings_evidence_cures_and_skips()
    {
        Facts facts = Worlds.Recommended();
        facts = facts with
        {
            Settings = facts.Settings with { Skip = new Dictionary<string, string> { ["pins"] = "known" } },
        };
        JsonNode document = JsonNode.Parse(FindingsJson.Write(Results, facts, strict: false))!;
        Assert.False((bool)document["passed"]!);
        Assert.Equal("known", (string?)document["skipped"]!["pins"]);
        JsonNode finding = document["checks"]![2]!["findings"]![1]!;
        Assert.Equal("fail", (string?)finding["status"]);
        Assert.Equal("NotRegistered", (string?)finding["evidence"]!["other"]);
        Assert.Equal("az provider register", (string?)finding["cure"]!["text"]);
    }

    [Fact]
    public void Each_check_has_its_page_and_each_page_its_check()
    {
        string[] pages =
        [
            .. Directory
                .EnumerateFiles(Path.Combine(Repository.Root, "docs", "failures"), "*.md")
                .Select(file => Path.GetFileNameWithoutExtension(file)!)
                .Where(name => name != "README"),
        ];
        Assert.Equal(CheckRegistry.Ids.Order(StringComparer.Ordinal), pages.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_guide_names_every_check_and_all_forty_rows_of_the_catalogue()
    {
        string guide = File.ReadAllText(Path.Combine(Repository.Root, "docs", "failures", "README.md"));
        Assert.All(CheckRegistry.Ids, id => Assert.Contains($"| [{id}]({id}.md) |", guide, StringComparison.Ordinal));
        Assert.All(Enumerable.Range(1, 40), row => Assert.Contains($"\n| {row} | ", guide, StringComparison.Ordinal));
    }
}
