using Cake.Core;
using Cake.Frosting;

namespace Frosting.Tests.Host;

/// <summary>No host finds it: it is not public.</summary>
internal sealed class BareTask : IFrostingTask
{
    public Task RunAsync(ICakeContext context) => Task.CompletedTask;

    public bool ShouldRun(ICakeContext context) => true;

    public void OnError(Exception exception, ICakeContext context) { }

    public void Finally(ICakeContext context) { }
}
