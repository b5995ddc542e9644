namespace Ci.Tests.Wrappers;

/// <summary><c>build.ps1</c>, whose variables are the process's own while it runs.</summary>
/// <param name="clone">A clean clone.</param>
[Collection(nameof(Alone))]
public sealed class CallingTheWindowsWrapper(Clone clone) : CallingAWrapper(clone, "build.ps1");
