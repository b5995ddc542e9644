namespace Build.Run;

/// <summary>How the targets are run.</summary>
/// <param name="IsDryRun">Whether they are only listed.</param>
internal sealed record RunMode(bool IsDryRun);
