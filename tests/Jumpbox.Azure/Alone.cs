namespace Jumpbox.Azure.Tests;

/// <summary>Tests that measure the memory of the process: nothing else runs next to them.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
