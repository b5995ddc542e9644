using Cake.Core;

namespace Cake.Frosting;

/// <summary>Code that runs after each task.</summary>
public abstract class FrostingTaskTeardown : FrostingTaskTeardown<ICakeContext>;
