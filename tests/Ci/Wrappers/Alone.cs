namespace Ci.Tests.Wrappers;

/// <summary>What changes the process's variables runs when nothing else does.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone : ICollectionFixture<Clone>;
