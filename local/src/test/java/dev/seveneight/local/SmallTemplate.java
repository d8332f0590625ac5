package dev.seveneight.local;

import dev.seveneight.local.template.Template;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A template of the tests' own: one table with a stream, one of each kind of function. */
public final class SmallTemplate {
  public static final String TEXT =
      """
      AWSTemplateFormatVersion: "2010-09-09"
      Transform: [AWS::LanguageExtensions, AWS::Serverless-2016-10-31]
      Parameters:
        PublicUrl: {Type: String, Default: ""}
        Protect: {Type: String, Default: "true"}
      Conditions:
        Protected: !Equals [!Ref Protect, "true"]
        Unprotected: !Not [!Condition Protected]
      Globals:
        Function:
          Runtime: java25
          Timeout: 7
          Environment:
            Variables:
              EVERYWHERE: !Sub https://dynamodb.${AWS::Region}.${AWS::URLSuffix}
      Resources:
        Api: {Type: AWS::Serverless::HttpApi}
        WriteFunction:
          Type: AWS::Serverless::Function
          Properties:
            Handler: dev.seveneight.local.RecordingFunction
            Environment:
              Variables:
                THINGS_TABLE: !Ref ThingsTable
                PUBLIC_URL: !Ref PublicUrl
                PROTECTED: !If [Protected, "yes", "no"]
            Events:
              Post: {Type: HttpApi, Properties: {ApiId: !Ref Api, Method: post, Path: "/{proxy+}"}}
        ReadFunction:
          Type: AWS::Serverless::Function
          Properties:
            Handler: dev.seveneight.local.RecordingFunction
            Timeout: 1
            Events:
              Often: {Type: Schedule, Properties: {Schedule: rate(5 minutes), Input: "{}"}}
              Get: {Type: HttpApi, Properties: {ApiId: !Ref Api, Method: GET, Path: "/{proxy+}"}}
              One: {Type: HttpApi, Properties: {ApiId: !Ref Api, Method: GET, Path: "/things/{id}"}}
              Default: {Type: HttpApi, Properties: {ApiId: !Ref Api, PayloadFormatVersion: "2.0"}}
        FoldFunction:
          Type: AWS::Serverless::Function
          Properties:
            Handler: dev.seveneight.local.RecordingFunction
            Environment:
              Variables:
                THINGS_STREAM: !GetAtt ThingsTable.StreamArn
            Events:
              Things:
                Type: DynamoDB
                Properties:
                  Stream: !GetAtt ThingsTable.StreamArn
                  StartingPosition: TRIM_HORIZON
                  BatchSize: 3
                  MaximumBatchingWindowInSeconds: 1
                  ParallelizationFactor: 1
                  MaximumRetryAttempts: -1
                  TumblingWindowInSeconds: 900
        ThingsTable:
          Type: AWS::DynamoDB::Table
          DeletionPolicy: !If [Protected, Retain, Delete]
          Properties:
            BillingMode: PAY_PER_REQUEST
            TimeToLiveSpecification: {AttributeName: expires_at, Enabled: true}
            StreamSpecification: {StreamViewType: NEW_AND_OLD_IMAGES}
            KeySchema:
              - {AttributeName: pk, KeyType: HASH}
            AttributeDefinitions:
              - {AttributeName: pk, AttributeType: S}
              - {AttributeName: listing, AttributeType: S}
            GlobalSecondaryIndexes:
              - IndexName: ByListing
                KeySchema:
                  - {AttributeName: listing, KeyType: HASH}
                Projection: {ProjectionType: INCLUDE, NonKeyAttributes: [score]}
      """;

  private SmallTemplate() {}

  public static Template read() {
    try {
      Path file = Files.createTempFile("template", ".yaml");
      try {
        return Template.read(Files.writeString(file, TEXT), Map.of());
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
