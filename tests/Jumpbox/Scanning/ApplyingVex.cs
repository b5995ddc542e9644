using System.Text.Json.Nodes;
using Jumpbox.Evidence;
using Jumpbox.Evidence.Scan;
using Jumpbox.Settings;

namespace Jumpbox.Tests.Scanning;

public sealed class ApplyingVex
{
    private const string NotAffected = """ "status":"not_affected","justification":"vulnerable_code_not_present" """;
    private const string Affected = """ "status":"affected","action_statement":"Update it." """;

    [Theory]
    [InlineData("pkg:deb/ubuntu/openssh-client", true)]
    [InlineData(ScannedBill.Ssh, true)]
    [InlineData("pkg:deb/ubuntu/openssh-client@1:9.6p1-3ubuntu13?distro=ubuntu-24.04", true)]
    [InlineData("pkg:deb/ubuntu/openssh-client@1:9.0", false)]
    [InlineData("pkg:deb/ubuntu/openssh-client?distro=ubuntu-22.04", false)]
    [InlineData("pkg:deb/debian/openssh-client", false)]
    [InlineData("something else", false)]
    public void A_statement_dismisses_only_the_product_that_it_names(string product, bool dismissed)
    {
        Finding finding = Assert.Single(
            ScannedBill.Read(ScannedBill.Grype(), Document("a", Statement(product, NotAffected))).Findings
        );

        Assert.Equal(dismissed, finding.IsDismissed);
    }

    [Fact]
    public void Within_a_document_a_later_statement_replaces_an_earlier_one()
    {
        VexDocument document = Document(
            "a",
            Statement(ScannedBill.Ssh, NotAffected, "2026-01-01T00:00:00Z"),
            Statement(ScannedBill.Ssh, Affected, "2026-02-01T00:00:00Z")
        );

        VexOpinion? opinion = ScannedBill.Read(ScannedBill.Grype(), document).Findings[0].Vex;

        Assert.Equal((VexStatus.Affected, null), (opinion?.Status, opinion?.Contradiction));
    }

    [Fact]
    public void Documents_that_contradict_each_other_dismiss_nothing_and_are_both_named()
    {
        Finding finding = ScannedBill
            .Read(
                ScannedBill.Grype(),
                Document("vendor", Statement(ScannedBill.Ssh, NotAffected, "2026-03-01T00:00:00Z")),
                Document("ours", Statement(ScannedBill.Ssh, Affected, "2026-02-01T00:00:00Z"))
            )
            .Findings[0];

        Assert.False(finding.IsDismissed);
        Assert.Contains("vendor says not_affected", finding.Vex?.Contradiction);
        Assert.Contains("ours says affected", finding.Vex?.Contradiction);
    }

    [Fact]
    public void Statements_of_one_time_contradict_each_other_whatever_their_order() =>
        Assert.NotNull(
            ScannedBill
                .Read(
                    ScannedBill.Grype(),
                    Document("a", Statement(ScannedBill.Ssh, Affected), Statement(ScannedBill.Ssh, NotAffected))
                )
                .Findings[0]
                .Vex?.Contradiction
        );

    [Fact]
    public void All_wrong_statements_of_a_document_are_reported_together()
    {
        string refusal = Assert
            .Throws<EvidenceException>(() =>
                Document("a", Statement("p", "\"status\":\"not_affected\""), Statement("p", "\"status\":\"odd\""))
            )
            .Message;

        Assert.Contains("statement 1 says not_affected without justification or impact_statement", refusal);
        Assert.Contains("statement 2 has the status 'odd'", refusal);
    }

    [Fact]
    public void A_newer_version_of_OpenVEX_is_refused() =>
        Assert.Contains(
            "up to https://openvex.dev/ns/v0.2.0",
            Assert
                .Throws<EvidenceException>(() =>
                    VexDocument.Read("""{"@context":"https://openvex.dev/ns/v9.0.0","statements":[]}""", "x.json")
                )
                .Message
        );

    [Fact]
    public void What_is_written_can_be_read_and_says_the_same()
    {
        VulnerabilityReport report = ScannedBill.Read(
            ScannedBill.Grype(),
            Document("a", Statement(ScannedBill.Ssh, NotAffected))
        );

        string text = VexWriting.Write(ScannedBill.Record, report, Settings(), null);

        Assert.True(ScannedBill.Read(ScannedBill.Grype(), VexDocument.Read(text, "written")).Findings[0].IsDismissed);
    }

    [Fact]
    public void A_finding_with_a_fix_is_affected_and_says_what_to_do()
    {
        VulnerabilityReport report = ScannedBill.Read(ScannedBill.Grype());

        VexStatement statement = Assert.Single(
            VexDocument.Read(VexWriting.Write(ScannedBill.Record, report, Settings(), null), "x").Statements
        );

        Assert.Equal(VexStatus.Affected, statement.Status);
        Assert.Contains("newer snapshot", statement.Reason);
    }

    [Fact]
    public void The_version_rises_with_each_change_and_only_then()
    {
        VulnerabilityReport report = ScannedBill.Read(ScannedBill.Grype());
        string first = VexWriting.Write(ScannedBill.Record, report, Settings(), null);

        string again = VexWriting.Write(
            ScannedBill.Record,
            report with
            {
                ScannedAt = ScannedBill.Now,
            },
            Settings(),
            first
        );
        string changed = VexWriting.Write(
            ScannedBill.Record,
            report,
            Settings() with
            {
                VulnerabilityExceptions = new Dictionary<string, string>
                {
                    ["CVE-2024-6387"] = "until 2099-01-01: sshd is off",
                },
            },
            again
        );

        Assert.Equal(first, again);
        Assert.Equal((1, 2), ((int)JsonNode.Parse(first)!["version"]!, (int)JsonNode.Parse(changed)!["version"]!));
        Assert.Contains("Accepted until 2099-01-01: sshd is off", changed);
    }

    private static GateSettings Settings() => new(14, 30, [], [], AllowSkips: true);

    private static VexDocument Document(string id, params string[] statements) =>
        VexDocument.Read(
            $$"""
            {"@context":"https://openvex.dev/ns/v0.2.0","@id":"{{id}}","author":"{{id}}","timestamp":"2026-01-01T00:00:00Z","version":1,
            "statements":[{{string.Join(",", statements)}}]}
            """,
            id
        );

    private static string Statement(string product, string status, string? at = null) =>
        $$"""
            {"vulnerability":{"name":"CVE-2024-6387"},"products":[{"@id":"{{product}}"}],{{(
                at is null ? "" : $"\"timestamp\":\"{at}\","
            )}}{{status}}}
            """;
}
