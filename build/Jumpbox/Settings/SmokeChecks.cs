namespace Jumpbox.Settings;

/// <summary>The names of Smoke's checks.</summary>
public static class SmokeChecks
{
    /// <summary>The check that the machine's agent is ready, which only a booted machine has.</summary>
    public const string Agent = "agent";

    /// <summary>The checks of <c>machine.sh</c>.</summary>
    public static IReadOnlyList<string> OfMachine { get; } =
    [
        "cloud-init",
        "machine-id",
        "host-keys",
        "sshd",
        "users",
        "failed-units",
        "clock",
        "disk",
        "kernel",
        "kernel-modules",
        "restart",
        "apt-update",
        "image",
        "secure-boot",
    ];

    /// <summary>All checks but the user's own.</summary>
    public static IReadOnlyList<string> All { get; } =
    [Agent, .. OfMachine, "tool-versions", "sshd-effective", "two-machines", "second-start"];

    /// <summary>The validations of an image that are repeated on a machine.</summary>
    /// <param name="validations">All validations.</param>
    public static IEnumerable<string> Repeated(IEnumerable<string> validations) =>
        validations.Where(name => name is "tool-versions" or "sshd-effective");

    /// <summary>Whether this may be the name of a check.</summary>
    /// <param name="name">The name.</param>
    public static bool IsName(string name) =>
        All.Contains(name)
        || name.StartsWith("own-", StringComparison.Ordinal)
            && name.Length > 4
            && name.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-' or '_');
}
