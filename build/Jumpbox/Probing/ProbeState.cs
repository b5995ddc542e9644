using System.Globalization;
using Jumpbox.Boundaries;

namespace Jumpbox.Probing;

/// <summary>The state of a probe's container group, as Azure reports it.</summary>
/// <param name="Group">The provisioning state of the group; null if not reported.</param>
/// <param name="Container">The state of the container: Waiting, Running or Terminated; null if not reported.</param>
/// <param name="Events">The container's events, as reason and message.</param>
public sealed record ProbeState(string? Group, string? Container, IReadOnlyList<(string Reason, string Message)> Events)
{
    // Azure Container Instances, "troubleshoot common issues": the events of an image that cannot be pulled, or not started.
    private static readonly string[] Failures = ["Failed", "BackOff", "InaccessibleImage"];

    // Azure Container Instances, REST API "Container Groups - Get", provisioning states after which nothing starts.
    private static readonly string[] Ends = ["Failed", "Canceled", "Deleting", "NotAccessible"];

    /// <summary>Whether the group no longer exists: someone else has deleted it.</summary>
    public bool IsDeleted { get; init; }

    /// <summary>The exit code of a container that has ended; null if not reported.</summary>
    public int? ExitCode { get; init; }

    /// <summary>Whether the group itself has failed.</summary>
    public bool HasFailed => Group is not null && Ends.Contains(Group);

    /// <summary>Whether the container has ended, or will never start.</summary>
    public bool IsOver => IsDeleted || HasFailed || Container == "Terminated" || Failure is not null;

    private bool IsPulled => Events.Any(one => one.Reason is "Pulled" or "Started");

    private string? Failure =>
        Container is "Running" or "Terminated"
            ? null
            : Events.Where(one => Failures.Contains(one.Reason)).Select(one => one.Message).FirstOrDefault();

    /// <summary>Why there is no complete log, as a sentence.</summary>
    /// <param name="image">The image.</param>
    public string Trouble(string image) =>
        IsDeleted ? "Someone else deleted the probe's container group while it ran."
        : Failure is { } failure && IsPulled
            ? $"The probe's image {image} cannot be started, so nothing was probed: {PlainText.Line(failure).TrimEnd('.')}. It needs bash."
        : Failure is { } unpulled
            ? $"The probe's image {image} cannot be pulled, so nothing was probed: {PlainText.Line(unpulled).TrimEnd('.')}. Its registry "
                + "or the way to it is closed; the registry is an ordinary host of the container subnet."
        : Container == "Terminated"
            ? $"The probe's container ended with the exit code {ExitCode?.ToString(CultureInfo.InvariantCulture) ?? "unknown"} before it "
                + "reported everything."
        : $"The probe's container {(HasFailed ? "did not start" : $"did not finish within {Limits.Probe.TotalMinutes:F0} minutes")}: its group is {Group ?? "unknown"}, "
            + $"its container {Container ?? "not started"}"
            + (
                Events.Count > 0
                    ? $"; its last event is {PlainText.Line($"{Events[^1].Reason}: {Events[^1].Message}")}"
                    : ""
            )
            + ".";
}
