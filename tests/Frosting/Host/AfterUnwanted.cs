using Cake.Core;
using Cake.Frosting;

namespace Frosting.Tests.Host;

[IsDependentOn(typeof(Unwanted))]
public sealed class AfterUnwanted(Notes notes) : FrostingTask
{
    public override void Run(ICakeContext context) => notes.Add("after");
}
