using System.Text.Json.Nodes;
using Jumpbox.Evidence;

namespace Jumpbox.Tests.Gating;

/// <summary>Licences are compared by what they mean: versions of a family, not spellings.</summary>
public sealed class DeniedLicences
{
    [Theory]
    [InlineData("BUSL-1.1", "BUSL-1.1+")]
    [InlineData("busl-1.1", "BUSL-1.1")]
    [InlineData("BUSL-1.1+", "BUSL-1.1")]
    [InlineData("GPL-3.0-only", "GPL-3.0")]
    [InlineData("GPL-3.0", "GPL-3.0-only")]
    [InlineData("GPL-3.0-or-later", "GPL-3.0-only")]
    [InlineData("GPL-3.0+", "GPL-3.0-or-later")]
    [InlineData("GPL-3.0-or-later", "GPL-3.0+")]
    [InlineData("GPL-3.0-only", "GPL-2.0-or-later")]
    [InlineData("GPL-2.0-or-later", "GPL-3.0-only")]
    [InlineData("GPL-2.0-only", "GPL-2.0-with-classpath-exception")]
    [InlineData("GPL-2.0-only", "GPL-2.0-only WITH Classpath-exception-2.0")]
    [InlineData("AGPL-3.0-only", "MIT OR (Apache-2.0 AND AGPL-3.0+)")]
    [InlineData("LGPL-2.1-only", "LGPL-2.0+")]
    [InlineData("OLDAP-2.2.1", "OLDAP-2.2+")]
    [InlineData("MIT", "mit")]
    [InlineData("LicenseRef-our-own.1", "LicenseRef-our-own.1")]
    public void What_it_includes_is_denied(string denied, string stated) =>
        Assert.StartsWith("denied:", Verdict(denied, stated));

    [Theory]
    [InlineData("GPL-3.0-only", "GPL-2.0-only")]
    [InlineData("GPL-3.0-or-later", "GPL-2.0")]
    [InlineData("GPL-2.0-only", "GPL-3.0-or-later")]
    [InlineData("GPL-3.0-only", "LGPL-3.0-only")]
    [InlineData("GPL-3.0-only", "AGPL-3.0-or-later")]
    [InlineData("BSD-4-Clause", "BSD-3-Clause")]
    [InlineData("Apache-2.0", "Apache-1.1")]
    [InlineData("LicenseRef-our-own.1", "LicenseRef-our-own.2")]
    [InlineData("OLDAP-2.2", "OLDAP-2.2.1")]
    public void What_it_does_not_include_is_not(string denied, string stated) =>
        Assert.DoesNotContain("denied:", Verdict(denied, stated), StringComparison.Ordinal);

    private static string Verdict(string denied, string stated)
    {
        GoodRun run = new();
        run.Change(
            EvidenceFiles.Bill,
            bill =>
            {
                foreach (JsonNode? package in bill["packages"]!.AsArray())
                {
                    package!["licenseDeclared"] = stated;
                    package["licenseConcluded"] = "NOASSERTION";
                }
            }
        );
        run.Settings = run.Settings with { DeniedLicences = [denied] };
        return run.Judge().Rules.Single(rule => rule.Id == "licences").Evidence;
    }
}
