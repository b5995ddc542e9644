using Cake.Core;

namespace Cake.Frosting;

/// <summary>An asynchronous task with Cake's context.</summary>
public abstract class AsyncFrostingTask : AsyncFrostingTask<ICakeContext>;
