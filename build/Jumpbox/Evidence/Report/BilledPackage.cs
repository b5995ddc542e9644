using System.Text.Json;
using Jumpbox.Evidence.Scan;

namespace Jumpbox.Evidence.Report;

/// <summary>One package of a bill, for comparison.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Licence">Its licence as an SPDX expression; <c>NOASSERTION</c> if unknown.</param>
/// <param name="IsTool">Whether it is a tool.</param>
internal sealed record BilledPackage(string Name, string Version, string Licence, bool IsTool)
{
    /// <summary>Reads a bill; null if there is none, or it is broken.</summary>
    /// <param name="bill">SPDX JSON.</param>
    public static IReadOnlyList<BilledPackage>? Read(string? bill)
    {
        if (bill is null)
        {
            return null;
        }
        try
        {
            using JsonDocument document = JsonDocument.Parse(bill);
            return
            [
                .. document
                    .RootElement.Items("packages")
                    .Where(one => one.Text("primaryPackagePurpose") is "APPLICATION" or "LIBRARY")
                    .Select(one => new BilledPackage(
                        one.Text("name"),
                        one.Text("versionInfo"),
                        one.Text("licenseDeclared"),
                        one.Text("primaryPackagePurpose") == "APPLICATION"
                    )),
            ];
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
