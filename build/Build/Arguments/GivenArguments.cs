using Cake.Core;
using Jumpbox.Settings;

namespace Build.Arguments;

/// <summary>The arguments of one run, read in one place: what is wrong with them is known before the first task.</summary>
/// <param name="arguments">The command line as Cake parsed it.</param>
public sealed class GivenArguments(ICakeArguments arguments)
{
    private readonly IDictionary<string, ICollection<string>> _given = arguments.GetArguments();

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
            yield return new SettingValue($"skip.{skip[0]}", skip[1], $"--{CommandLine.Skip}");
        }
    }

    /// <summary>Rejects unknown arguments and invalid values.</summary>
    /// <exception cref="SettingsException">At least one is wrong; the message names all.</exception>
    public void RequireUsable()
    {
        string[] unknown = [.. _given.Keys.Where(name => !CommandLine.IsKnown(name)).Select(name => $"--{name}")];
        string[] problems =
        [
            .. unknown.Length == 0
                ? []
                : (string[])
                    [
                        $"Unknown argument {string.Join(", ", unknown)}. Available besides Cake's own: "
                            + $"--{string.Join(", --", CommandLine.All.Select(known => known.Name))}.",
                    ],
            .. CommandLine.All.SelectMany(known => known.Problems(Texts(known.Name), Targets)),
        ];
        if (problems.Length > 0)
        {
            throw new SettingsException(string.Join(Environment.NewLine, problems));
        }
    }
}
