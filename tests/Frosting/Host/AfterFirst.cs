using Cake.Core;
using Cake.Frosting;

namespace Frosting.Tests.Host;

[IsDependentOn(typeof(First))]
[IsDependeeOf(typeof(Crowned))]
public abstract class AfterFirst(Notes notes) : FrostingTask
{
    public override void Run(ICakeContext context) => notes.Add("derived");
}
