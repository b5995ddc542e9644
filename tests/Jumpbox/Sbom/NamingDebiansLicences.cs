using System.Text.Json.Nodes;
using Jumpbox.Evidence;
using Jumpbox.Evidence.Bill;
using Jumpbox.Evidence.Gate;
using Jumpbox.Settings;
using Jumpbox.Tests.Gating;

namespace Jumpbox.Tests.Sbom;

/// <summary>What the copyright files of packages name, as SPDX expressions, and what the gate makes of it.</summary>
public sealed class NamingDebiansLicences
{
    [Theory]
    [InlineData("GPL-2+", "GPL-2.0-or-later")]
    [InlineData("GPL-2", "GPL-2.0-only")]
    [InlineData("GPL-2.0+", "GPL-2.0-or-later")]
    [InlineData("GPLv3+", "GPL-3.0-or-later")]
    [InlineData("GPL-3.0-only", "GPL-3.0-only")]
    [InlineData("GPL", "GPL-1.0-or-later")]
    [InlineData("LGPL", "LGPL-2.0-or-later")]
    [InlineData("LGPL-2.1+", "LGPL-2.1-or-later")]
    [InlineData("agpl-3", "AGPL-3.0-only")]
    [InlineData("GFDL-NIV-1.3+", "GFDL-1.3-no-invariants-or-later")]
    [InlineData("GPL-3+ with Bison exception", "GPL-3.0-or-later")]
    [InlineData("GPL-3+-WITH-BISON-EXCEPTION", "GPL-3.0-or-later")]
    [InlineData("Expat", "MIT")]
    [InlineData("expat", "MIT")]
    [InlineData("BSD-3-clause", "BSD-3-Clause")]
    [InlineData("Apache-2", "Apache-2.0")]
    [InlineData("Artistic", "Artistic-1.0-Perl")]
    [InlineData("public-domain", "LicenseRef-debian-public-domain")]
    [InlineData("GPL-9", "LicenseRef-debian-GPL-9")]
    [InlineData("GPL-2-oracle", "LicenseRef-debian-GPL-2-oracle")]
    [InlineData("BSD", "LicenseRef-debian-BSD")]
    [InlineData("a?b/c", "LicenseRef-debian-a-b-c")]
    [InlineData("", "LicenseRef-debian-unnamed")]
    public void A_short_name_is_an_id_of_SPDX_or_one_of_its_own(string name, string expected) =>
        Assert.Equal(expected, DebianLicenceNames.Of(name));

    [Theory]
    [InlineData("dep5:Expat;GPL-2+;MIT", "MIT AND GPL-2.0-or-later")]
    [InlineData("dep5:GPL-1+_or_Artistic", "(GPL-1.0-or-later OR Artistic-1.0-Perl)")]
    [InlineData("dep5:GPL-1+_or_Artistic,_and_Expat", "(GPL-1.0-or-later OR Artistic-1.0-Perl) AND MIT")]
    [InlineData("dep5:Expat_or_ISC_and_Zlib", "(MIT OR (ISC AND Zlib))")]
    [InlineData("dep5:(Expat_or_ISC)", "(MIT OR ISC)")]
    [InlineData("text:GPL;LGPL-2.1+", "GPL-1.0-or-later AND LGPL-2.1-or-later")]
    [InlineData("dep5:Expat;...", "MIT AND LicenseRef-debian-not-listed")]
    public void What_a_step_prints_is_an_expression(string cell, string expected) =>
        Assert.Equal(expected, DebianLicences.Parse(cell)?.Expression);

    [Theory]
    [InlineData("")]
    [InlineData("none")]
    [InlineData("dep5:")]
    [InlineData("text:")]
    [InlineData("other:MIT")]
    public void What_names_no_licence_is_unknown(string cell) => Assert.Null(DebianLicences.Parse(cell));

    [Theory]
    [InlineData("none", "the licence of 1 is unknown: bash")]
    [InlineData("dep5:Expat;...", "the licence of 1 is unknown: bash")]
    [InlineData("dep5:Expat", "3 tools and packages; the licence of each is known")]
    [InlineData("dep5:own", "1 licences are not in the SPDX License List (LicenseRef-debian-…)")]
    public void The_verdict_says_what_is_unknown(string cell, string told)
    {
        RuleVerdict verdict = Licences(With(cell));

        Assert.True(verdict.Passed, verdict.Evidence);
        Assert.Contains(told, verdict.Evidence);
    }

    [Theory]
    [InlineData(UnknownLicences.Allow, RuleOutcome.Pass, "the licence of 1 is unknown")]
    [InlineData(UnknownLicences.List, RuleOutcome.Pass, "the licence of 1 is unknown: bash")]
    [InlineData(UnknownLicences.Deny, RuleOutcome.Unknown, "gate.unknownLicences is deny")]
    public void An_unknown_licence_counts_as_the_settings_say(UnknownLicences setting, RuleOutcome outcome, string told)
    {
        GoodRun run = With("none");
        run.Settings = run.Settings with { UnknownLicences = setting };

        RuleVerdict verdict = Licences(run);

        Assert.Equal(outcome, verdict.Outcome);
        Assert.Contains(told, verdict.Evidence);
    }

    [Fact]
    public void Nothing_is_unknown_where_every_package_names_its_licence()
    {
        GoodRun run = With("dep5:GPL-3+");
        run.Settings = run.Settings with { UnknownLicences = UnknownLicences.Deny };

        Assert.Equal("", run.Failed());
    }

    [Theory]
    [InlineData("GPL-3.0-only", "dep5:Expat;GPL-2+")]
    [InlineData("LicenseRef-debian-own", "dep5:Expat_or_own")]
    [InlineData("LGPL-2.1-only", "text:LGPL")]
    public void A_denied_licence_in_a_copyright_file_fails(string denied, string cell)
    {
        GoodRun run = With(cell);
        run.Settings = run.Settings with { DeniedLicences = [denied] };

        Assert.Equal("licences", run.Failed());
        Assert.StartsWith("denied: bash (", Licences(run).Evidence);
    }

    [Fact]
    public void The_bill_says_where_a_licence_is_from_and_explains_the_ids_of_its_own()
    {
        JsonNode bill = JsonNode.Parse(With("dep5:Expat;own").Text(EvidenceFiles.Bill))!;
        JsonNode bash = bill["packages"]!.AsArray().Single(one => (string?)one!["name"] == "bash")!;

        Assert.Equal("MIT AND LicenseRef-debian-own", (string?)bash["licenseDeclared"]);
        Assert.Contains("copyright file", (string?)bash["licenseComments"]);
        JsonNode own = Assert.Single(bill["hasExtractedLicensingInfos"]!.AsArray())!;
        Assert.Equal("LicenseRef-debian-own", (string?)own["licenseId"]);
    }

    private static GoodRun With(string cell) =>
        new GoodRun().ChangeValidation(
            GoodRun
                .Validation()
                .ToString()
                .Replace("bash 5.2.21-2ubuntu4 amd64", $"bash 5.2.21-2ubuntu4 amd64 {cell}", StringComparison.Ordinal)
        );

    private static RuleVerdict Licences(GoodRun run) => run.Judge().Rules.Single(rule => rule.Id == "licences");
}
