using Cake.Core;
using Cake.Frosting;

namespace Frosting.Tests.Host;

public sealed class OtherContext(ICakeContext context) : FrostingContext(context);
