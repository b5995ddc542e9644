namespace Jumpbox.Evidence;

/// <summary>One check inside a machine started from the image.</summary>
/// <param name="Name">The step's name, for example <c>sshd-effective</c>.</param>
/// <param name="Passed">Whether it ended well.</param>
/// <param name="Detail">What it said last.</param>
public sealed record RecordedCheck(string Name, bool Passed, string Detail);
