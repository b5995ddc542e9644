using Cake.Core;
using Cake.Frosting;

namespace Frosting.Tests.Host;

public sealed class Crowned(Notes notes) : FrostingTask
{
    public override void Run(ICakeContext context) => notes.Add("crowned");
}
