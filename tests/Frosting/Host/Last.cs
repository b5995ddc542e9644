using Cake.Core;
using Cake.Frosting;

namespace Frosting.Tests.Host;

public sealed class Last(Notes notes) : FrostingTask
{
    public override void Run(ICakeContext context) => notes.Add("last");
}
