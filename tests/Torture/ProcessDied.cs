namespace Torture.Tests;

/// <summary>The process is dead: nothing of the product may catch this.</summary>
internal sealed class ProcessDied() : Exception("The process died here.");
