using Cake.Core;

namespace Cake.Frosting;

/// <summary>A task with Cake's own context.</summary>
public abstract class FrostingTask : FrostingTask<ICakeContext>;
