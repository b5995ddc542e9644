using Jumpbox.Evidence.Booting;

namespace Jumpbox.Smoke;

/// <summary>What only two machines, or two starts of one, show.</summary>
public static class SmokeComparison
{
    /// <summary>Two machines from one image have neither machine id nor host keys in common.</summary>
    /// <param name="first">The first machine.</param>
    /// <param name="second">The second machine.</param>
    public static SmokeCheck OfMachines(MachineAnswer first, MachineAnswer second)
    {
        List<string> shared = [];
        List<string> missing = [];
        foreach ((string fact, string what) in new[] { ("machine-id", "the machine id"), ("host-key", "a host key") })
        {
            if (first.Of(fact).Count == 0 || second.Of(fact).Count == 0)
            {
                missing.Add(what);
            }
            else if (first.Of(fact).Intersect(second.Of(fact)).Any())
            {
                shared.Add(what);
            }
        }
        return Check(
            "two-machines",
            0,
            shared.Count > 0 ? SmokeOutcome.Fail
                : missing.Count > 0 ? SmokeOutcome.Unknown
                : SmokeOutcome.Pass,
            shared.Count > 0 ? $"both machines have {string.Join(" and ", shared)}, so it comes from the image"
                : missing.Count > 0 ? $"one of the machines did not report {string.Join(" and ", missing)}"
                : "machine ids and host keys differ"
        );
    }

    /// <summary>A restart gives another boot of the same machine.</summary>
    /// <param name="before">The first start.</param>
    /// <param name="after">The second start.</param>
    public static SmokeCheck OfStarts(MachineAnswer before, MachineAnswer after)
    {
        string[] names = ["boot-id", "machine-id", "host-key"];
        string[] missing = [.. names.Where(name => before.Of(name).Count == 0 || after.Of(name).Count == 0)];
        bool hasBooted = !before.Of("boot-id").SequenceEqual(after.Of("boot-id"));
        string[] changed = [.. names.Skip(1).Where(name => !before.Of(name).SequenceEqual(after.Of(name)))];
        return missing.Length > 0
                ? Check("second-start", 1, SmokeOutcome.Unknown, $"not reported: {string.Join(", ", missing)}")
            : !hasBooted
                ? Check("second-start", 1, SmokeOutcome.Fail, "the machine has the same boot id as before the restart")
            : changed.Length > 0
                ? Check(
                    "second-start",
                    1,
                    SmokeOutcome.Fail,
                    $"changed by the restart: {string.Join(", ", changed)}; users would be warned of another machine"
                )
            : Check("second-start", 1, SmokeOutcome.Pass, "another boot of the same machine");
    }

    private static SmokeCheck Check(string name, int machine, SmokeOutcome outcome, string detail) =>
        new(name, machine, 2, outcome, detail);
}
