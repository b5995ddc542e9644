namespace Jumpbox.Azure.Tests.SignIn;

/// <summary>Tests that change the environment of their process run beside no other.</summary>
[CollectionDefinition(nameof(OwnEnvironment), DisableParallelization = true)]
public sealed class OwnEnvironment;
