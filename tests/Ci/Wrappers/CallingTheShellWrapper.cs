namespace Ci.Tests.Wrappers;

/// <summary><c>build.sh</c>.</summary>
/// <param name="clone">A clean clone.</param>
public sealed class CallingTheShellWrapper(Clone clone) : CallingAWrapper(clone, "build.sh"), IClassFixture<Clone>;
