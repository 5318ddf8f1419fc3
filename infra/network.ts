import * as ec2 from 'aws-cdk-lib/aws-ec2'
import * as iam from 'aws-cdk-lib/aws-iam'
import type * as logs from 'aws-cdk-lib/aws-logs'
import { RemovalPolicy } from 'aws-cdk-lib'
import { lakeArns } from './lake.ts'
import type { EnvironmentStack } from './stack.ts'

export interface Network {
  readonly vpc: ec2.IVpc
  readonly subnets: ec2.SubnetSelection
  readonly securityGroup: ec2.SecurityGroup
}

/** Subnets from which nothing but S3 can be reached: no gateway, no address translation, no interface endpoints. */
export function isolatedNetwork(stack: EnvironmentStack, logGroup: logs.ILogGroup): Network {
  const { existing, prefix } = stack.settings
  const vpc = existing.vpcId === undefined ? (ownVpc(stack, logGroup) as ec2.IVpc) : existingVpc(stack, existing.vpcId)
  const securityGroup = new ec2.SecurityGroup(stack, 'Functions', {
    vpc,
    description: `Functions of ${prefix}: outwards to S3 alone, nothing inwards`,
    allowAllOutbound: false,
  })
  // The subnets route to the S3 gateway endpoint and nowhere else, so this rule reaches S3 and nothing else.
  securityGroup.addEgressRule(ec2.Peer.anyIpv4(), ec2.Port.tcp(443), 'S3 by way of its gateway endpoint')
  return { vpc, subnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED }, securityGroup }
}

function ownVpc(stack: EnvironmentStack, logGroup: logs.ILogGroup): ec2.Vpc {
  const vpc = new ec2.Vpc(stack, 'Vpc', {
    ipAddresses: ec2.IpAddresses.cidr('10.43.0.0/24'),
    natGateways: 0,
    subnetConfiguration: [{ name: 'isolated', subnetType: ec2.SubnetType.PRIVATE_ISOLATED, cidrMask: 26 }],
    restrictDefaultSecurityGroup: false,
    flowLogs: {
      all: { destination: ec2.FlowLogDestination.toCloudWatchLogs(logGroup), trafficType: ec2.FlowLogTrafficType.ALL },
    },
  })
  vpc.applyRemovalPolicy(RemovalPolicy.DESTROY)
  const endpoint = vpc.addGatewayEndpoint('S3', { service: ec2.GatewayVpcEndpointAwsService.S3 })
  endpoint.addToPolicy(
    new iam.PolicyStatement({
      sid: 'OurBucketsOnly',
      principals: [new iam.AnyPrincipal()],
      actions: ['s3:GetObject', 's3:PutObject', 's3:ListBucket', 's3:AbortMultipartUpload'],
      resources: [
        ...Object.values(stack.names.buckets).flatMap((name) => [`arn:aws:s3:::${name}`, `arn:aws:s3:::${name}/*`]),
        ...lakeArns(stack),
      ],
    }),
  )
  return vpc
}

function existingVpc(stack: EnvironmentStack, vpcId: string): ec2.IVpc {
  const { subnetIds = [], routeTableIds = [] } = stack.settings.existing
  return ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId,
    availabilityZones: stack.availabilityZones.slice(0, subnetIds.length),
    isolatedSubnetIds: subnetIds,
    isolatedSubnetRouteTableIds: routeTableIds,
  })
}
