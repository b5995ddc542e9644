using Jumpbox.Settings;

namespace Jumpbox.Customizer;

/// <summary>The items that a profile applies, without those that the settings leave out.</summary>
internal sealed class HardeningPlan
{
    private const string SudoLog = "5.2.3";

    private readonly IReadOnlyList<HardeningItem> _items;
    private readonly IReadOnlyDictionary<string, string> _optOuts;
    private readonly HardeningProfile _profile;

    /// <exception cref="SettingsException">An opt-out names no item, or one that nothing applies, or has no reason.</exception>
    public HardeningPlan(HardeningProfile profile, IReadOnlyDictionary<string, string> optOuts, string? motd = null)
    {
        _profile = profile;
        _optOuts = optOuts;
        string[] problems =
        [
            .. optOuts
                .Where(one => !HardeningCatalogue.All.Any(item => item.Id == one.Key && item.Kind.Length > 0))
                .Select(one => $"customizer.optOuts.{one.Key}: no item that a step applies has this id"),
            .. optOuts
                .Where(one => string.IsNullOrWhiteSpace(one.Value))
                .Select(one => $"customizer.optOuts.{one.Key}: the reason is missing"),
        ];
        if (problems.Length > 0)
        {
            throw new SettingsException(
                $"Opt-outs of the hardening profile are wrong:\n  {string.Join("\n  ", problems)}\nThe ids are in docs/hardening.md."
            );
        }
        _items =
        [
            .. HardeningCatalogue
                .All.Where(item => item.Kind.Length > 0 && item.Profile <= profile && !optOuts.ContainsKey(item.Id))
                .Select(item => MessageOfTheDay.In(item, motd)),
        ];
    }

    /// <summary>Whether anything about sshd is set and proved.</summary>
    public bool HasSshd => Demands.Any();

    /// <summary>Whether anything else is.</summary>
    public bool HasSystem => Others.Any();

    /// <summary>The file for sshd.</summary>
    public string SshdSettings =>
        ShellText.Assign("SSHD_SETTINGS", SshdDemand.Settings(Demands.DistinctBy(demand => demand.Keyword)));

    /// <summary>What sshd must answer.</summary>
    public string SshdDemands => ShellText.Assign("SSHD_DEMANDS", SshdDemand.Text(Demands));

    /// <summary>The data of the steps for everything else.</summary>
    public IReadOnlyList<string> Data =>
        [
            ShellText.Assign("PROFILE", Word(_profile)),
            ShellText.Table("items", Others.Select(item => (string[])[item.Kind, item.Id, .. item.Arguments])),
            ShellText.Table("opted_out", _optOuts.Select(one => (string[])[one.Key, one.Value])),
        ];

    /// <summary>The files that the steps create.</summary>
    public IEnumerable<Remainder> Created =>
        [
            .. Others
                .SelectMany(item => item.Created)
                .Distinct()
                .Select(path => Remainder.CreatedBy("harden-system", path)),
            .. Others
                .Where(item => item.Id == SudoLog)
                .Select(_ => new Remainder(
                    "/var/log/sudo.log",
                    RemainderTime.AfterHygiene,
                    "sudo logs the service's deprovisioning and the checks"
                )),
        ];

    /// <summary>The profile as the settings write it.</summary>
    public static string Word(HardeningProfile profile) =>
        profile switch
        {
            HardeningProfile.None => "none",
            HardeningProfile.Ssh => "ssh",
            HardeningProfile.CisL1 => "cis-l1",
            _ => "cis-l2",
        };

    private IEnumerable<SshdDemand> Demands => _items.SelectMany(item => item.Demands);

    private IEnumerable<HardeningItem> Others => _items.Where(item => item.Kind != "sshd");
}
