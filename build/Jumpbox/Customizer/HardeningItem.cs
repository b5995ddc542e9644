using Jumpbox.Settings;

namespace Jumpbox.Customizer;

/// <summary>An item of a hardening profile: the step, the check in the VM and the row of the documentation come from it.</summary>
/// <param name="Id">
/// The id in CIS Ubuntu Linux 24.04 LTS Benchmark 1.0.0, which counts in 22.04's image too: its benchmark has the same
/// settings under other numbers.
/// </param>
/// <param name="Profile">The first profile that has it.</param>
/// <param name="Title">What it is about, as a phrase.</param>
/// <param name="Kind">Its functions in <c>scripts/lib/hardening.sh</c>, <c>sshd</c>, or empty if nothing is done.</param>
/// <param name="Arguments">The arguments of those functions, after the id.</param>
/// <param name="Why">Why nothing is done; null if something is.</param>
internal sealed record HardeningItem(
    string Id,
    HardeningProfile Profile,
    string Title,
    string Kind,
    IReadOnlyList<string> Arguments,
    string? Why = null
)
{
    /// <summary>What sshd must answer, for the kind <c>sshd</c>.</summary>
    public IReadOnlyList<SshdDemand> Demands { get; init; } = [];

    /// <summary>An item of the profiles of level 1 and above.</summary>
    public static HardeningItem L1(string id, string title, string kind, params string[] arguments) =>
        new(id, HardeningProfile.CisL1, title, kind, arguments);

    /// <summary>An item of level 2.</summary>
    public static HardeningItem L2(string id, string title, string kind, params string[] arguments) =>
        new(id, HardeningProfile.CisL2, title, kind, arguments);

    /// <summary>The files that its step creates; patterns as in <see cref="Remainder"/>.</summary>
    public IEnumerable<string> Created =>
        Kind switch
        {
            "module" => ["/etc/modprobe.d/99-jumpbox.conf"],
            "sysctl" => ["/etc/sysctl.d/99-zz-jumpbox.conf"],
            "sudo" => ["/etc/sudoers.d/00-jumpbox"],
            "text" or "line" => [Arguments[0]],
            "pam" => [$"/usr/share/pam-configs/{Arguments[0]}"],
            "masked" => Arguments.Select(unit => $"/etc/systemd/system/{unit}"),
            "unit" =>
            [
                $"/etc/systemd/system/{Arguments[0]}",
                // The link beside the target that starts it.
                $"/etc/systemd/system/*/{Arguments[0]}",
            ],
            _ => [],
        };
}
