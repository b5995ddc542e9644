using Cake.Core;
using Jumpbox.Boundaries;
using Jumpbox.Settings;

namespace Build.Arguments;

/// <summary>The arguments of a run, read in one place and validated before the first task.</summary>
public sealed class GivenArguments
{
    private readonly IDictionary<string, ICollection<string>> _given;

    /// <summary>The arguments of a run.</summary>
    /// <param name="arguments">The command line as Cake parsed it.</param>
    public GivenArguments(ICakeArguments arguments)
        : this((arguments ?? throw new ArgumentNullException(nameof(arguments))).GetArguments()) { }

    /// <summary>The arguments before there is a run.</summary>
    /// <param name="given">The values of each argument.</param>
    internal GivenArguments(IDictionary<string, ICollection<string>> given) => _given = given;

    /// <summary>The targets that were requested.</summary>
    public IReadOnlyList<string> Targets => Texts("target") is { Count: > 0 } targets ? targets : ["Default"];

    /// <summary>Whether a flag is on.</summary>
    /// <param name="flag">The flag's name.</param>
    public bool IsOn(string flag) => Texts(flag) is { Count: > 0 } given && ArgumentKind.IsTrue(given[^1]);

    /// <summary>The value of an argument; null if it is not set.</summary>
    /// <param name="name">The argument's name.</param>
    public string? Text(string name) => Texts(name).LastOrDefault(text => text.Length > 0);

    /// <summary>The values of a repeatable argument.</summary>
    /// <param name="name">The argument's name.</param>
    public IReadOnlyList<string> Texts(string name) =>
        _given.TryGetValue(name, out ICollection<string>? values) ? [.. values.Select(value => value ?? "")] : [];

    /// <summary>The settings that have an argument of their own.</summary>
    public IEnumerable<SettingValue> Settings()
    {
        foreach (string name in (string[])[CommandLine.Cloud, CommandLine.Cleanup])
        {
            if (Text(name) is { } value)
            {
                yield return new SettingValue(name, value, $"--{name}");
            }
        }
        foreach (string[] skip in Texts(CommandLine.Skip).Select(text => text.Split('=', 2)))
        {
            if (skip.Length < 2)
            {
                continue;
            }
            yield return new SettingValue($"skip.{skip[0]}", skip[1], $"--{CommandLine.Skip}");
        }
    }

    /// <summary>Rejects unknown arguments and invalid values.</summary>
    /// <exception cref="SettingsException">At least one is invalid; the message lists all.</exception>
    public void RequireUsable()
    {
        string[] unknown = [.. _given.Keys.Where(name => !CommandLine.IsKnown(name))];
        IReadOnlyCollection<string> running = Build.Arguments.Targets.WithDependencies(Targets);
        string[] problems =
        [
            .. unknown.Select(name =>
                $"Unknown argument --{name}." + (CommandLine.Meant(name) is { } meant ? $" Did you mean {meant}?" : "")
            ),
            .. unknown.Length == 0
                ? []
                : (string[])
                    [
                        $"Available besides Cake's own: --{string.Join(", --", CommandLine.All.Select(known => known.Name))}.",
                    ],
            .. CommandLine.All.SelectMany(known => known.Problems(Texts(known.Name), Targets)),
            .. CommandLine.All.Where(IsGiven).Select(known => known.Unread(running, IsGiven)).OfType<string>(),
            .. CommandLine.All.Where(IsGiven).SelectMany(Excluded),
            .. Settings().SelectMany(Contradictions),
            .. ((string[])[CommandLine.Set, CommandLine.Skip]).SelectMany(Repeated),
        ];
        if (problems.Length > 0)
        {
            throw new SettingsException(string.Join(Environment.NewLine, problems));
        }
    }

    /// <summary>The arguments that are set and have a meaning for LocalAzure only.</summary>
    public IReadOnlyList<string> LocalOnly =>
        [.. CommandLine.All.Where(known => known.LocalOnly && IsGiven(known)).Select(known => $"--{known.Name}")];

    private bool IsGiven(KnownArgument known) => IsGiven(known.Name);

    private bool IsGiven(string name) => _given.ContainsKey(name);

    private IEnumerable<string> Excluded(KnownArgument known) =>
        known
            .Excludes.Where(IsGiven)
            .Select(other => $"--{other} has no effect with --{known.Name}. Specify only one of them.");

    // Only the last one would count, and the others would have no effect.
    private IEnumerable<string> Repeated(string name) =>
        Texts(name)
            .Where(text => text.IndexOf('=', StringComparison.Ordinal) > 0)
            .Distinct(StringComparer.Ordinal)
            .GroupBy(text => text.Split('=')[0], StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Count() > 1)
            .Select(group =>
                $"{string.Join(" and ", group.Select(text => $"--{name}={PlainText.Line(text)}"))} contradict each other. Specify only "
                + "one of them."
            );

    private IEnumerable<string> Contradictions(SettingValue setting) =>
        Texts(CommandLine.Set)
            .Select(text => text.Split('=', 2))
            .Where(parts =>
                parts.Length == 2
                && parts[0].Equals(setting.Path, StringComparison.OrdinalIgnoreCase)
                && !parts[1].Equals(setting.Value, StringComparison.OrdinalIgnoreCase)
            )
            .Select(parts =>
                $"{setting.Origin}={setting.Value} and --{CommandLine.Set}={parts[0]}={parts[1]} contradict each other. "
                + "Specify only one of them."
            );
}
