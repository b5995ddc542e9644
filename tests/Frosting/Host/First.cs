using Cake.Core;
using Cake.Frosting;

namespace Frosting.Tests.Host;

[TaskDescription("Comes first.")]
public sealed class First(Notes notes) : FrostingTask
{
    public override void Run(ICakeContext context) => notes.Add("first");
}
