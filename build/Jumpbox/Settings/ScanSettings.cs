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
    // What they leave out is nowhere in Trivy's report. Grype lists such matches as ignored. Source: aquasecurity/trivy, pkg/result/filter.go.
    private static readonly string[] Hiding =
    [
        "--severity",
        "-s",
        "--ignore-unfixed",
        "--ignore-status",
        "--ignorefile",
        "--ignore-policy",
        "--vex",
        "--pkg-types",
        "--vuln-type",
        "--pkg-relationships",
    ];

    /// <summary>The bill's path in <see cref="Command"/>.</summary>
    public const string Bill = "{bill}";

    /// <summary>In <see cref="Command"/> the path of the bill by source package, which osv-scanner needs.</summary>
    public const string Sources = "{sources}";

    /// <summary>The first option of <see cref="Command"/> by which findings are left out without a trace; null if there is none.</summary>
    public string? HidingOption =>
        Command.Count > 0
        && Path.GetFileNameWithoutExtension(Command[0]).Equals("trivy", StringComparison.OrdinalIgnoreCase)
            ? Command.Skip(1).Select(word => word.Split('=')[0]).FirstOrDefault(Hiding.Contains)
            : null;
}
