using System.Collections.Concurrent;
using Jumpbox.Evidence.Booting;

namespace Jumpbox.Azure.Smoke;

/// <summary>What a run of Smoke has found so far; its machines add to it at the same time.</summary>
internal sealed class SmokeFindings
{
    private readonly ConcurrentQueue<SmokeCheck> _checks = new();
    private readonly ConcurrentDictionary<(int Machine, int Start), string> _transcripts = new();

    /// <summary>Why the run ended before its last check, as a sentence; null if it did not.</summary>
    public string? Trouble { get; set; }

    /// <summary>The machines.</summary>
    public IReadOnlyList<SmokeMachine> Machines { get; set; } = [];

    /// <summary>Serial console logs and screenshots, by file.</summary>
    public Dictionary<string, byte[]> Diagnostics { get; } = [];

    /// <summary>The checks, in the order of machines and starts.</summary>
    public IReadOnlyList<SmokeCheck> Checks =>
        [.. _checks.OrderBy(check => check.Start).ThenBy(check => check.Machine)];

    /// <summary>All output.</summary>
    public string Transcript =>
        string.Concat(
            _transcripts.OrderBy(one => one.Key.Start).ThenBy(one => one.Key.Machine).Select(one => one.Value)
        );

    /// <summary>Adds checks.</summary>
    public void Add(params IReadOnlyList<SmokeCheck> checks)
    {
        foreach (SmokeCheck check in checks)
        {
            _checks.Enqueue(check);
        }
    }

    /// <summary>Adds the output of a machine's start.</summary>
    public void Tell(int machine, int start, string transcript) => _transcripts[(machine, start)] = transcript;

    /// <summary>Whether a check of a machine failed.</summary>
    public bool Failed(int machine) =>
        _checks.Any(check => check.Machine == machine && check.Outcome == SmokeOutcome.Fail);
}
