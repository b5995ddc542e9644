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
    [InlineData("pkg:deb/ubuntu/openssh-client#usr/bin/scp", false)]
    [InlineData("something else", false)]
    public void A_statement_dismisses_only_the_product_that_it_names(string product, bool dismissed)
    {
        Finding finding = Assert.Single(
            ScannedBill.Read(ScannedBill.Grype(), Document("a", Statement(product, NotAffected))).Findings
        );

        Assert.Equal(dismissed, finding.IsDismissed);
    }

    [Fact]
    public void A_statement_about_a_part_of_a_product_does_not_dismiss_the_product()
    {
        Assert.False(Vexed(ScannedBill.Grype(), Parts(ScannedBill.Ssh, ScannedBill.Cobra)).IsDismissed);
        Assert.False(Vexed(ScannedBill.Grype(), Parts(ScannedBill.Kubectl, ScannedBill.Cobra)).IsDismissed);
    }

    [Theory]
    [InlineData(ScannedBill.Kubectl, "", true)]
    [InlineData(ScannedBill.Kubectl, ScannedBill.Cobra, true)]
    [InlineData(ScannedBill.Kubectl, "pkg:golang/github.com/spf13/cobra", true)]
    [InlineData(ScannedBill.Kubectl, ScannedBill.Pip, false)]
    [InlineData("pkg:github/helm/helm@v4.2.0", ScannedBill.Cobra, false)]
    public void A_statement_about_a_tool_is_about_what_the_tool_contains(string product, string part, bool dismissed) =>
        Assert.Equal(
            dismissed,
            Vexed(
                ScannedBill.Grype(ScannedBill.Cobra),
                part.Length == 0 ? Statement(product, NotAffected) : Parts(product, part)
            ).IsDismissed
        );

    [Fact]
    public void Of_a_part_of_two_tools_a_statement_must_name_both()
    {
        const string Helm = "pkg:github/helm/helm@v4.2.0";
        byte[] bill = System.Text.Encoding.UTF8.GetBytes(
            System
                .Text.Encoding.UTF8.GetString(ScannedBill.Of(ScannedBill.Kubectl, Helm, ScannedBill.Cobra))
                .Replace(
                    "\"relationships\":[",
                    "\"relationships\":[{\"spdxElementId\":\"SPDXRef-1\",\"relationshipType\":\"CONTAINS\",\"relatedSpdxElement\":\"SPDXRef-2\"},",
                    StringComparison.Ordinal
                )
        );
        Finding Read(params string[] products)
        {
            using MemoryStream report = new(System.Text.Encoding.UTF8.GetBytes(ScannedBill.Grype(ScannedBill.Cobra)));
            string statement = Statement(products[0], NotAffected)
                .Replace(
                    $$"""{"@id":"{{products[0]}}"}""",
                    string.Join(',', products.Select(product => $$"""{"@id":"{{product}}"}""")),
                    StringComparison.Ordinal
                );
            return new BillScan(ScannedBill.Record, bill, [Document("a", statement)])
                .OfReport(report, "r.json", null, ScannedBill.Now)
                .Findings[0];
        }

        Assert.Equal(
            "kubernetes, helm",
            string.Join(", ", Read(ScannedBill.Kubectl).Tool!.Split(", ").OrderDescending())
        );
        Assert.False(Read(ScannedBill.Kubectl).IsDismissed);
        Assert.True(Read(ScannedBill.Kubectl, Helm).IsDismissed);
    }

    [Theory]
    [InlineData("pkg:deb/ubuntu/openssh-client?distro=noble", true)]
    [InlineData("pkg:deb/ubuntu/openssh-client?distro=jammy", false)]
    [InlineData("pkg:deb/ubuntu/openssh-client?distro=esm-infra/noble", false)]
    public void Canonical_names_the_release_by_its_code_name(string product, bool dismissed) =>
        Assert.Equal(dismissed, Vexed(ScannedBill.Grype(), Statement(product, NotAffected)).IsDismissed);

    [Fact]
    public void The_parts_of_a_statement_of_version_0_0_1_limit_it()
    {
        VexDocument document = VexDocument.Read(
            $$"""
            {"@context":"https://openvex.dev/ns","@id":"a","author":"a","timestamp":"2026-01-01T00:00:00Z","version":1,"statements":[
            {"vulnerability":"CVE-2024-6387","products":["{{ScannedBill.Ssh}}"],"subcomponents":["{{ScannedBill.Cobra}}"],{{NotAffected}}}]}
            """,
            "a"
        );

        Assert.False(ScannedBill.Read(ScannedBill.Grype(), document).Findings[0].IsDismissed);
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
    public void Documents_that_name_one_vulnerability_differently_contradict_each_other_all_the_same()
    {
        string report = ScannedBill
            .Grype(id: "GHSA-aaaa-bbbb-cccc")
            .Replace("""[{"id":"GHSA-aaaa-bbbb-cccc"}]""", """[{"id":"CVE-2024-6387"}]""", StringComparison.Ordinal);
        string byAlias = Statement(ScannedBill.Ssh, """ "status":"under_investigation" """)
            .Replace("CVE-2024-6387", "ghsa-aaaa-bbbb-cccc", StringComparison.Ordinal);

        Finding finding = ScannedBill
            .Read(report, Document("vendor", Statement(ScannedBill.Ssh, NotAffected)), Document("ours", byAlias))
            .Findings[0];

        Assert.False(finding.IsDismissed);
        Assert.Contains("ours says under_investigation", finding.Vex?.Contradiction);
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

    [Theory]
    [InlineData(ScannedBill.Ssh, "", true)]
    [InlineData("pkg:deb/ubuntu/openssh-client", "", false)]
    [InlineData("pkg:deb/ubuntu/openssh-client?distro=noble", "", false)]
    [InlineData("IMAGE", "", true)]
    [InlineData("IMAGE", "pkg:deb/ubuntu/openssh-client", true)]
    [InlineData("pkg:deb/ubuntu/openssh-client", ScannedBill.Ssh, true)]
    public void Fixed_dismisses_only_the_version_that_it_names(string product, string part, bool dismissed)
    {
        string named = product.Replace("IMAGE", VexWriting.Product(ScannedBill.Record), StringComparison.Ordinal);
        string statement = Statement(named, """ "status":"fixed" """);
        if (part.Length > 0)
        {
            statement = statement.Replace(
                $"\"{named}\"",
                $"\"{named}\",\"subcomponents\":[{{\"@id\":\"{part}\"}}]",
                StringComparison.Ordinal
            );
        }

        Finding finding = Vexed(ScannedBill.Grype(), statement);

        Assert.Equal(dismissed, finding.IsDismissed);
        Assert.Equal(dismissed, finding.Vex!.Contradiction is null);
        Assert.True(dismissed || finding.Vex.Contradiction!.EndsWith("fixed without the version in which it is"));
    }

    [Fact]
    public void A_statement_of_the_future_dismisses_nothing_and_says_so()
    {
        Finding finding = Vexed(
            ScannedBill.Grype(),
            Statement(ScannedBill.Ssh, NotAffected, ScannedBill.Now.AddDays(1).ToString("O"))
        );

        Assert.False(finding.IsDismissed);
        Assert.Contains("that time is in the future", finding.Vex!.Contradiction);
    }

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
    public void A_document_that_says_something_twice_is_refused()
    {
        string twice = Statement(ScannedBill.Ssh, """ "status":"under_investigation", """ + NotAffected);

        Assert.Contains(
            "status",
            Assert.Throws<EvidenceException>(() => Document("a", twice)).Message,
            StringComparison.Ordinal
        );
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

    private static Finding Vexed(string report, string statement) =>
        Assert.Single(ScannedBill.Read(report, Document("a", statement)).Findings);

    private static string Parts(string product, string part) =>
        Statement(product, NotAffected)
            .Replace(
                $"\"{product}\"",
                $"\"{product}\",\"subcomponents\":[{{\"@id\":\"{part}\"}}]",
                StringComparison.Ordinal
            );

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
