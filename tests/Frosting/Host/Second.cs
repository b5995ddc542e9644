using Cake.Core;
using Cake.Frosting;

namespace Frosting.Tests.Host;

[TaskName("Second")]
[TaskDescription("Comes after the first.")]
[IsDependentOn(typeof(First))]
public sealed class Second(Notes notes) : AsyncFrostingTask
{
    public override async Task RunAsync(ICakeContext context)
    {
        await Task.Yield();
        notes.Add("second");
    }
}
