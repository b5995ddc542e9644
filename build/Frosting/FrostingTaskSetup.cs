using Cake.Core;

namespace Cake.Frosting;

/// <summary>Code that runs before each task.</summary>
public abstract class FrostingTaskSetup : FrostingTaskSetup<ICakeContext>;
