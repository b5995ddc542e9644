using Jumpbox.Evidence.Booting;
using Jumpbox.Settings;

namespace Jumpbox.Smoke;

/// <summary>What <c>machine.sh</c>, or the command <c>jumpbox doctor</c>, reported.</summary>
/// <param name="Checks">Its checks, each once.</param>
/// <param name="Facts">Its facts: name and value; a name may be there more than once.</param>
public sealed record MachineAnswer(IReadOnlyList<SmokeCheck> Checks, IReadOnlyList<(string Name, string Value)> Facts)
{
    /// <summary>Nothing was reported: every check is unknown.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="start">Which start of it.</param>
    /// <param name="reason">Why, in one line.</param>
    /// <param name="names">The checks; null means those of <c>machine.sh</c>.</param>
    public static MachineAnswer Missing(int machine, int start, string reason, IReadOnlyList<string>? names = null) =>
        new(
            [
                .. (names ?? SmokeChecks.OfMachine).Select(name => new SmokeCheck(
                    name,
                    machine,
                    start,
                    SmokeOutcome.Unknown,
                    reason
                )),
            ],
            []
        );

    /// <summary>Reads a report. A check that it lacks, or has twice, is unknown; it comes from a machine that may be broken.</summary>
    /// <param name="text">The text.</param>
    /// <param name="machine">The machine.</param>
    /// <param name="start">Which start of it.</param>
    /// <param name="names">The checks; null means those of <c>machine.sh</c>.</param>
    public static MachineAnswer Read(string text, int machine, int start, IReadOnlyList<string>? names = null)
    {
        string[][] lines = [.. text.Split('\n').Select(line => line.Split('\t'))];
        ILookup<string, string[]> found = lines
            .Where(parts => parts is ["check", _, _, _])
            .ToLookup(parts => parts[1], StringComparer.Ordinal);
        string missing = lines.Any(parts => parts is ["end"])
            ? "the report does not have it"
            : "the report ends before it";
        return new(
            [
                .. (names ?? SmokeChecks.OfMachine).Select(name =>
                    found[name].ToArray() is [var only]
                        ? new SmokeCheck(name, machine, start, OutcomeOf(only[2]), only[3])
                        : new SmokeCheck(
                            name,
                            machine,
                            start,
                            SmokeOutcome.Unknown,
                            found[name].Any() ? "the report has it more than once" : missing
                        )
                ),
            ],
            [.. lines.Where(parts => parts is ["fact", _, _]).Select(parts => (parts[1], parts[2]))]
        );
    }

    /// <summary>The values of a fact, in order.</summary>
    /// <param name="name">The fact.</param>
    public IReadOnlyList<string> Of(string name) =>
        [.. Facts.Where(fact => fact.Name == name).Select(fact => fact.Value).Order(StringComparer.Ordinal)];

    private static SmokeOutcome OutcomeOf(string word) =>
        word switch
        {
            "pass" => SmokeOutcome.Pass,
            "fail" => SmokeOutcome.Fail,
            "none" => SmokeOutcome.None,
            _ => SmokeOutcome.Unknown,
        };
}
