using Jumpbox.Boundaries;

namespace Jumpbox.Probing;

/// <summary>The state of a probe's container group, as Azure reports it.</summary>
/// <param name="Group">The provisioning state of the group; null if not reported.</param>
/// <param name="Container">The state of the container: Waiting, Running or Terminated; null if not reported.</param>
/// <param name="Events">The container's events, as reason and message.</param>
public sealed record ProbeState(string? Group, string? Container, IReadOnlyList<(string Reason, string Message)> Events)
{
    // Azure Container Instances, "troubleshoot common issues": the events of an image that cannot be pulled.
    private static readonly string[] PullFailures = ["Failed", "BackOff", "InaccessibleImage"];

    /// <summary>Whether the container has ended, or will never start.</summary>
    public bool IsOver => Container == "Terminated" || Group == "Failed" || PullFailure is not null;

    /// <summary>The message about an image that cannot be pulled; null without one.</summary>
    public string? PullFailure =>
        Container == "Running"
            ? null
            : Events.Where(one => PullFailures.Contains(one.Reason)).Select(one => one.Message).FirstOrDefault();

    /// <summary>Why there is no complete log, as a sentence.</summary>
    /// <param name="image">The image.</param>
    public string Trouble(string image) =>
        PullFailure is { } failure
            ? $"The probe's image {image} cannot be pulled, so nothing was probed: {PlainText.Line(failure).TrimEnd('.')}. Its registry "
                + "or the way to it is closed; the registry is an ordinary host of the container subnet."
            : $"The probe's container did not finish within {Limits.Probe.TotalMinutes:F0} minutes: its group is {Group ?? "unknown"}, "
                + $"its container {Container ?? "not started"}"
                + (
                    Events.Count > 0
                        ? $"; its last event is {PlainText.Line($"{Events[^1].Reason}: {Events[^1].Message}")}"
                        : ""
                )
                + ".";
}
