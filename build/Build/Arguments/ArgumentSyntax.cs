using Cake.Cli;
using Cake.Core;
using Jumpbox.Settings;

namespace Build.Arguments;

/// <summary>
/// Validates the command line before Cake's parser, whose errors name neither the option nor the cure, and go to standard
/// output.
/// </summary>
internal static class ArgumentSyntax
{
    private static readonly string[] WithValue = ["--target", "-t", "--working", "-w", "--verbosity", "-v"];

    private static readonly string[] Flags =
    [
        .. (string[])["--description", "--descriptions", "--showdescription", "--showdescriptions"],
        .. (string[])["--tree", "--showtree", "--dryrun", "--noop", "--whatif", "--exclusive", "-e", "--no-report"],
        .. (string[])["--version", "--ver", "--info", "--help", "-h", "-?"],
    ];

    /// <summary>Cake's own options, with their dashes, in the long form.</summary>
    public static IEnumerable<string> CakesOwn =>
        WithValue.Concat(Flags).Where(option => option.StartsWith("--", StringComparison.Ordinal));

    /// <summary>Those of them that print something about the program and run no target, without dashes.</summary>
    public static IReadOnlyList<string> Asking { get; } =
    [
        .. (string[])["description", "descriptions", "showdescription", "showdescriptions", "tree", "showtree"],
        .. (string[])["version", "ver", "info"],
    ];

    /// <summary>Whether an option of Cake's takes no value.</summary>
    /// <param name="option">The option with its dashes.</param>
    public static bool IsFlag(string option) => Flags.Contains(option);

    /// <summary>Whether an option is Cake's own.</summary>
    /// <param name="name">The option without dashes.</param>
    public static bool IsCakes(string name) =>
        WithValue.Concat(Flags).Contains($"--{name}") || Flags.Contains($"-{name}");

    /// <summary>Everything that is wrong, one sentence or two each; nothing where all is well.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="targets">The names of the existing targets.</param>
    public static IReadOnlyList<string> Problems(IReadOnlyList<string> args, IReadOnlyCollection<string> targets)
    {
        List<string> problems = [];
        for (int at = 0; at < args.Count && args[at] != "--"; at++)
        {
            string[] parts = args[at].Split('=', 2);
            string option = parts[0];
            string? next = at + 1 < args.Count && !args[at + 1].StartsWith('-') ? args[at + 1] : null;
            if (!option.StartsWith('-'))
            {
                problems.Add($"'{args[at]}' is not an option. To run a target, use --target={args[at]}.");
            }
            else if (LowerCase(option) is { } meant)
            {
                problems.Add($"Cake's options are lowercase: use {meant} instead of {option}.");
                at += parts.Length == 1 && next is not null ? 1 : 0;
            }
            else if (parts is [_, ""])
            {
                problems.Add($"{args[at]} has no value. Specify one, or omit the option.");
            }
            else if (WithValue.Contains(option))
            {
                at += parts.Length == 1 && next is not null ? 1 : 0;
                problems.AddRange(ProblemsOf(option, parts.Length == 2 ? parts[1] : next, targets));
            }
            else if (parts.Length == 1 && next is not null && (!Flags.Contains(option) || bool.TryParse(next, out _)))
            {
                // An argument of the build takes the next word as its value.
                at++;
            }
        }
        return problems;
    }

    /// <summary>Whether the command line only shows what would run.</summary>
    /// <param name="args">The command line.</param>
    public static bool IsDryRun(IReadOnlyList<string> args) =>
        args.TakeWhile(arg => arg != "--")
            .Index()
            .Any(arg =>
                arg.Item.Split('=') is ["--dryrun" or "--noop" or "--whatif", .. string[] value]
                && !"false".Equals(
                    value.FirstOrDefault() ?? args.ElementAtOrDefault(arg.Index + 1),
                    StringComparison.OrdinalIgnoreCase
                )
            );

    private static string? LowerCase(string option) =>
        option.StartsWith("--", StringComparison.Ordinal) && !WithValue.Concat(Flags).Contains(option)
            ? WithValue.Concat(Flags).FirstOrDefault(known => known.Equals(option, StringComparison.OrdinalIgnoreCase))
            : null;

    private static IEnumerable<string> ProblemsOf(string option, string? value, IReadOnlyCollection<string> targets)
    {
        if (value is null)
        {
            yield return $"{option} has no value. Specify one with {option}=VALUE, or omit the option.";
        }
        else if (option is "--target" or "-t" && !targets.Contains(value, StringComparer.OrdinalIgnoreCase))
        {
            yield return $"There is no target '{value}'. "
                + (NearestText.Close(value, targets) is { } meant ? $"Did you mean --target={meant}? " : "")
                + "Available targets: "
                + $"{string.Join(", ", targets.Order(StringComparer.OrdinalIgnoreCase))}.";
        }
        else if (option is "--verbosity" or "-v" && !IsVerbosity(value))
        {
            yield return $"The verbosity '{value}' is unknown. Use Quiet, Minimal, Normal, Verbose or Diagnostic, or their "
                + "first letters.";
        }
    }

    // Uses Cake's own converter, whose exception does not list the valid values.
    private static bool IsVerbosity(string name)
    {
        try
        {
            return new VerbosityConverter().ConvertFromInvariantString(name) is not null;
        }
        catch (Exception exception) when (exception is InvalidOperationException or CakeException)
        {
            return false;
        }
    }
}
