namespace Jumpbox.Settings;

/// <summary>How the target Scan finds vulnerabilities.</summary>
/// <param name="Command">
/// The scanner with its arguments, in which <c>{bill}</c> or <c>{sources}</c> is a bill's path; its standard output is the report. Empty: the
/// advisories, or an installed scanner.
/// </param>
/// <param name="Advisories">The folder with OSV's exports, relative to the repository; null for none.</param>
/// <param name="Vex">OpenVEX documents, relative to the repository.</param>
public sealed record ScanSettings(IReadOnlyList<string> Command, string? Advisories, IReadOnlyList<string> Vex)
{
    /// <summary>The bill's path in <see cref="Command"/>.</summary>
    public const string Bill = "{bill}";

    /// <summary>In <see cref="Command"/> the path of the bill by source package, which osv-scanner needs.</summary>
    public const string Sources = "{sources}";
}
